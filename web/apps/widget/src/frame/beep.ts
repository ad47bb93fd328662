// Two short notes, made here: nothing to load. Browsers allow sound once somebody has clicked.
export function beep(): void {
    try {
        const audio = new AudioContext();
        for (const [start, hertz] of [
            [0, 660],
            [0.12, 880],
        ] as const) {
            const tone = audio.createOscillator();
            const volume = audio.createGain();
            const at = audio.currentTime + start;
            tone.frequency.value = hertz;
            volume.gain.setValueAtTime(0, at);
            volume.gain.linearRampToValueAtTime(0.12, at + 0.015);
            volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.22);
            tone.connect(volume).connect(audio.destination);
            tone.start(at);
            tone.stop(at + 0.25);
        }
        setTimeout(() => void audio.close(), 600);
    } catch {
        return;
    }
}
