export type ReadQr = (video: HTMLVideoElement) => Promise<string | undefined>

type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }
type DetectorClass = {
  new (options: { formats: string[] }): Detector
  getSupportedFormats(): Promise<string[]>
}

/** The phone's own reader where it has one, else ours, fetched only now. */
export async function qrReader(): Promise<ReadQr> {
  return (await ownReader()) ?? (await canvasReader())
}

async function ownReader(): Promise<ReadQr | undefined> {
  const Class = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  if (!Class) return undefined
  try {
    // Without Google services the class exists and knows no format at all.
    if (!(await Class.getSupportedFormats()).includes('qr_code')) return undefined
    const detector = new Class({ formats: ['qr_code'] })
    return async (video) => (await detector.detect(video))[0]?.rawValue
  } catch {
    return undefined
  }
}

async function canvasReader(): Promise<ReadQr> {
  const { default: decodeQR } = await import('qr/decode.js')
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no canvas')
  return async (video) => {
    // 720 squares of picture are enough for a version-20 code, and a weak phone reads them in time.
    const shrink = Math.min(1, 720 / Math.max(video.videoWidth, video.videoHeight, 1))
    const width = (canvas.width = Math.round(video.videoWidth * shrink))
    const height = (canvas.height = Math.round(video.videoHeight * shrink))
    if (width === 0 || height === 0) return undefined
    context.drawImage(video, 0, 0, width, height)
    try {
      return decodeQR(
        { width, height, data: context.getImageData(0, 0, width, height).data },
        { timeLimit: 80 },
      )
    } catch {
      return undefined // no code in this picture; the next one may have it
    }
  }
}

export type NoCamera = 'insecure' | 'absent' | 'denied' | 'failed'

export async function openCamera(): Promise<MediaStream | NoCamera> {
  if (!window.isSecureContext) return 'insecure'
  if (!navigator.mediaDevices?.getUserMedia) return 'absent'
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false })
  } catch (error) {
    const name = error instanceof Error || error instanceof DOMException ? error.name : ''
    if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
    return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'absent' : 'failed'
  }
}
