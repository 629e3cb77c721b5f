let audio: AudioContext | undefined;

/** Browsers play sound only after a tap: call this in its listener. */
export function allowChime(): void {
  audio ??= new AudioContext();
  void audio.resume();
}

/** Plays two short tones. */
export function chime(): void {
  if (audio?.state !== 'running') return;
  for (const [frequency, delay] of [
    [660, 0],
    [880, 0.18],
  ] as const) {
    const start = audio.currentTime + delay;
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.linearRampToValueAtTime(0.3, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.4);
    const tone = new OscillatorNode(audio, { frequency });
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.4);
  }
}
