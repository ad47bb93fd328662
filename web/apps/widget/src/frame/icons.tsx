const paths = {
    minimise: "M6 9.5l6 6 6-6",
    end: "M6 6l12 12M18 6L6 18",
    send: "M4.5 12l15-7.5-4.5 15-3.5-6z",
    down: "M12 5v14M6 13l6 6 6-6",
    sound_on: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 010 6M18 6.5a8 8 0 010 11",
    sound_off: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5",
} as const;

export function Icon({ name }: { name: keyof typeof paths }) {
    return (
        <svg viewBox="0 0 24 24" aria-hidden="true" class="icon">
            <path d={paths[name]} />
        </svg>
    );
}
