/** A voice note as it was recorded; `type` without what follows a semicolon. */
export interface Recorded {
  bytes: Uint8Array
  type: string
  /** Whole ones, at least one. */
  seconds: number
}
export interface Recording {
  /** Ends it and keeps it. */
  stop(): void
  /** What was recorded; undefined where nothing came. */
  done: Promise<Recorded | undefined>
}

/** Opus where there is one, AAC otherwise: what a browser can write, every other one can play. */
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4']
/** Bits in a second: enough for a voice. AAC at less is hard to understand. */
const RATE = { opus: 16_000, aac: 24_000 }

const recordable = (): string | undefined =>
  typeof MediaRecorder === 'undefined' ? undefined : TYPES.find((type) => MediaRecorder.isTypeSupported(type))

/** Whether this browser can record; one that cannot is not offered the button. */
export const canRecord = (): boolean => recordable() !== undefined && !!navigator.mediaDevices

/**
 * Records a voice until it is stopped, and no longer than `seconds`; `ticked` is told the seconds as they pass.
 * 'refused': the person, or the browser for him, does not allow it; 'none': there is no microphone.
 */
export async function recordSound(
  seconds: number,
  ticked: (now: number) => void,
): Promise<Recording | 'refused' | 'none'> {
  let stream: MediaStream
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } })
  } catch (error) {
    return (error as Error).name === 'NotAllowedError' ? 'refused' : 'none'
  }
  const mimeType = recordable()!
  const audioBitsPerSecond = mimeType.includes('opus') ? RATE.opus : RATE.aac
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond })
  const parts: Blob[] = []
  const begun = Date.now()
  const passed = () => Math.min(seconds, Math.round((Date.now() - begun) / 1000))
  const stop = () => void (recorder.state !== 'inactive' && recorder.stop())
  const timer = setInterval(() => {
    ticked(passed())
    if (passed() >= seconds) stop()
  }, 250)
  const done = new Promise<Recorded | undefined>((resolve) => {
    recorder.ondataavailable = ({ data }) => void parts.push(data)
    recorder.onerror = stop
    recorder.onstop = async () => {
      const length = Math.max(1, passed())
      clearInterval(timer)
      // Or the phone goes on showing that somebody listens.
      for (const track of stream.getTracks()) track.stop()
      const bytes = new Uint8Array(await new Response(new Blob(parts)).arrayBuffer())
      resolve(bytes.length > 0 ? { bytes, type: mimeType.split(';')[0]!, seconds: length } : undefined)
    }
  })
  recorder.start()
  return { stop, done }
}
