// <script src="https://…/widget.js" data-widget="KEY"></script>
import { Loader, type ApiEvent, type Handler } from "./loader";
import { read_options } from "./options";

declare global {
    interface Window {
        Parley?: unknown;
    }
}

function own_script(): HTMLScriptElement | null {
    const current = document.currentScript;
    return current instanceof HTMLScriptElement
        ? current
        : document.querySelector('script[data-widget][src*="widget.js"]');
}

const script = own_script();
if (script && !window.Parley) {
    const loader = new Loader(read_options(script, document), new URL(".", script.src).href);
    window.Parley = Object.freeze({
        start: (o?: { name?: string; text?: string }) => loader.start(o),
        open: () => loader.open(),
        minimise: () => loader.minimise(),
        close: () => loader.end(),
        setContext: (values: Record<string, unknown>) => loader.set_context(values),
        getAvailability: () => loader.get_availability(),
        on: (event: ApiEvent, handler: Handler) => loader.on(event, handler),
        off: (event: ApiEvent, handler: Handler) => loader.off(event, handler),
    });
    if (document.body) loader.attach();
    else document.addEventListener("DOMContentLoaded", () => loader.attach());
}
