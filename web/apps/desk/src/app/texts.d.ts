import "i18next";
import type shared from "@parley/ui/locales/en.json";
import type en from "../locales/en.json";

// Keys are checked against the English catalogue; the others have the same ones (tested).
declare module "i18next" {
    interface CustomTypeOptions {
        defaultNS: "translation";
        resources: { translation: typeof shared & typeof en };
    }
}
