// Sounds made of two short tones, no file to load. Browsers keep audio silent until the person has
// done something on the page; until then nothing sounds and nothing fails. With several tabs open only
// one sounds: the one that holds the browser's lock.

export interface SoundChoice {
    sound: boolean;
    volume: number;
}

interface Tone {
    at: number; // seconds
    hertz: number;
    lasts: number;
}

const offer_tones: readonly Tone[] = [
    { at: 0, hertz: 659.3, lasts: 0.22 },
    { at: 0.2, hertz: 880, lasts: 0.22 },
    { at: 0.4, hertz: 1108.7, lasts: 0.4 },
];
const message_tones: readonly Tone[] = [{ at: 0, hertz: 740, lasts: 0.18 }];

export class Sounds {
    readonly #choice: () => SoundChoice;
    #audio: AudioContext | undefined;
    #may_sound = false;
    #release: (() => void) | undefined;
    readonly #wake = () => this.#wake_up();

    constructor(choice: () => SoundChoice) {
        this.#choice = choice;
        window.addEventListener("pointerdown", this.#wake);
        window.addEventListener("keydown", this.#wake);
    }

    stop(): void {
        this.#forget_wake();
        this.#release?.();
        void this.#audio?.close();
        this.#audio = undefined;
    }

    offer(): void {
        if (this.#may_sound) this.#play(offer_tones);
    }

    message(): void {
        if (this.#may_sound) this.#play(message_tones);
    }

    // From the settings: sounds here, whichever tab has the lock.
    sample(): void {
        this.#wake_up();
        this.#play(offer_tones);
    }

    #play(tones: readonly Tone[]): void {
        const { sound, volume } = this.#choice();
        const audio = this.#audio;
        if (!sound || volume === 0 || audio?.state !== "running") return;
        for (const tone of tones) {
            const start = audio.currentTime + tone.at;
            const oscillator = new OscillatorNode(audio, { type: "sine", frequency: tone.hertz });
            const gain = new GainNode(audio, { gain: 0 });
            gain.gain.setValueAtTime(0, start);
            gain.gain.linearRampToValueAtTime(volume * 0.35, start + 0.02);
            gain.gain.exponentialRampToValueAtTime(0.0005, start + tone.lasts);
            oscillator.connect(gain).connect(audio.destination);
            oscillator.start(start);
            oscillator.stop(start + tone.lasts + 0.02);
        }
    }

    #wake_up(): void {
        if (typeof AudioContext === "undefined") return this.#forget_wake();
        this.#audio ??= new AudioContext();
        void this.#audio.resume().then(() => {
            if (this.#audio?.state !== "running" || this.#may_sound) return;
            this.#forget_wake();
            this.#take_lock();
        });
    }

    #take_lock(): void {
        if (!("locks" in navigator)) {
            this.#may_sound = true;
            return;
        }
        void navigator.locks.request("parley.sound", () => {
            this.#may_sound = true;
            return new Promise<void>((release) => {
                this.#release = release;
            });
        });
    }

    #forget_wake(): void {
        window.removeEventListener("pointerdown", this.#wake);
        window.removeEventListener("keydown", this.#wake);
    }
}
