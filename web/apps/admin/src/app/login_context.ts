import { createContext, useContext } from "react";
import type { Login } from "./login";

export const LoginContext = createContext<Login | null>(null);

export function useLogin(): Login {
    const login = useContext(LoginContext);
    if (!login) throw new Error("useLogin outside of LoginContext");
    return login;
}
