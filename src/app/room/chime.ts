// Two soft tones, made here: no file is fetched for them.

const TONES_HZ = [659, 880];
const EACH_S = 0.14;
const LOUDNESS = 0.06;

let context: AudioContext | undefined;

/** Browsers allow it once somebody has pressed something on the page; until then nothing is heard. */
export function chime(): void {
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume().catch(() => undefined);
  const begin = context.currentTime;
  for (const [index, hz] of TONES_HZ.entries()) {
    const tone = context.createOscillator();
    const gain = context.createGain();
    const at = begin + index * EACH_S;
    tone.frequency.value = hz;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + EACH_S * 2);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + EACH_S * 2);
  }
}
