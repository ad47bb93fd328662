// "#password/TOKEN": the link of an invitation or a reset.
export function password_token(hash: string): string | null {
    return /^#password\/([\w-]{1,200})$/.exec(hash)?.[1] ?? null;
}
