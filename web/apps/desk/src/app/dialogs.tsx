// All dialogs, loaded when the first one is asked for.
import type { ReactNode } from "react";
import { Dialog, DialogSurface } from "@fluentui/react-components";
import { CommandPalette } from "../parts/shortcuts/command_palette";
import { ShortcutsDialog } from "../parts/shortcuts/shortcuts_dialog";
import { ManageQuickReplies } from "../parts/quick_replies/manage_dialog";
import { ChangePassword } from "../parts/account/change_password";
import { Logins } from "../parts/account/logins";
import { AskEnd, AskLeave } from "./ask_dialogs";
import { AskSignOut } from "./sign_out_dialog";
import type { DialogRequest } from "./desk";
import { useDesk } from "./desk_context";
import { SettingsDialog } from "./settings_dialog";

export default function Dialogs({ request }: { request: DialogRequest }): ReactNode {
    const desk = useDesk();
    const close = () => desk.dialog.set(null);
    return (
        <Dialog open onOpenChange={(_, data) => !data.open && close()}>
            <DialogSurface aria-describedby={undefined}>
                <Body request={request} close={close} />
            </DialogSurface>
        </Dialog>
    );
}

function Body({ request, close }: { request: DialogRequest; close: () => void }): ReactNode {
    switch (request.ask) {
        case "leave":
            return <AskLeave conversation={request.conversation} close={close} />;
        case "end":
            return <AskEnd conversation={request.conversation} close={close} />;
        case "sign_out":
            return <AskSignOut close={close} />;
        case "shortcuts":
            return <ShortcutsDialog close={close} />;
        case "palette":
            return <CommandPalette close={close} />;
        case "quick_replies":
            return <ManageQuickReplies close={close} />;
        case "settings":
            return <SettingsDialog close={close} />;
        case "password":
            return <ChangePassword close={close} />;
        case "logins":
            return <Logins close={close} />;
    }
}
