// Controls within a Field that are not the one it labels keep their own labels.
import type { ReactNode } from "react";
import { FieldContextProvider } from "@fluentui/react-components";

export function Apart({ children }: { children: ReactNode }): ReactNode {
    return <FieldContextProvider value={undefined}>{children}</FieldContextProvider>;
}
