// One tab at a time, where the browser can promise that. It refuses to in frames of other sites
// whose storage is blocked; then each tab goes by itself, which repeats with the same client ids
// make harmless.

// The part of LockManager that is used.
export interface LocksLike {
    request<T>(name: string, run: () => Promise<T>): Promise<T>;
}

export async function exclusively<T>(
    locks: LocksLike | undefined,
    name: string,
    run: () => Promise<T>,
): Promise<T> {
    if (!locks) return run();
    let began = false;
    try {
        return await locks.request(name, () => {
            began = true;
            return run();
        });
    } catch (error) {
        if (began) throw error;
        return run();
    }
}
