// Styles made at run time carry the nonce of this response (Content-Security-Policy: style-src). The
// server writes it into <meta name="csp-nonce">.
import { createDOMRenderer, type GriffelRenderer } from "@fluentui/react-components";

export function page_nonce(page: Document): string {
    return page.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
}

export function style_renderer(page: Document): GriffelRenderer {
    const nonce = page_nonce(page);
    return createDOMRenderer(page, nonce ? { styleElementAttributes: { nonce } } : {});
}
