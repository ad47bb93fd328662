import { createContext, useContext } from "react";
import type { Admin } from "./admin";

export const AdminContext = createContext<Admin | null>(null);

export function useAdmin(): Admin {
    const admin = useContext(AdminContext);
    if (!admin) throw new Error("useAdmin outside of AdminContext");
    return admin;
}
