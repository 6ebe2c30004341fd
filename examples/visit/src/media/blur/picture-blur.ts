import { startBlurWorker } from './start-blur-worker.ts'

/**
 * For browsers without streams of frames: the page takes pictures from a video element and shows the blurred ones on a canvas
 * that is captured. The worker sets the pace, because a hidden page's own timers rest. Where a hidden page's video stands
 * still too, the last blurred picture stays.
 */
export async function pictureBlur(track: MediaStreamTrack, signal: AbortSignal): Promise<MediaStreamTrack> {
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  const canvas = document.createElement('canvas')
  const paint = canvas.getContext('2d', { alpha: false })
  const [output] = canvas.captureStream().getVideoTracks()
  if (!paint || !output) throw new DOMException('A canvas cannot be captured here.', 'NotSupportedError')
  const release = () => {
    video.srcObject = null
    output.stop()
  }
  let taken = -1
  const take = async () => {
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.currentTime === taken) return null
    taken = video.currentTime
    return createImageBitmap(video).catch(() => null)
  }
  const show = (picture: ImageBitmap) => {
    if (canvas.width !== picture.width || canvas.height !== picture.height) {
      canvas.width = picture.width
      canvas.height = picture.height
    }
    paint.drawImage(picture, 0, 0)
    picture.close()
  }
  output.addEventListener('ended', release, { once: true })
  signal.addEventListener('abort', release, { once: true })
  try {
    video.srcObject = new MediaStream([track])
    await video.play()
    await startBlurWorker({
      signal,
      output,
      begin: (post) => post({ type: 'pictures' }),
      receive(report, post) {
        if (report.type === 'next-picture') {
          void take().then((picture) => post({ type: 'picture', picture }, picture ? [picture] : []))
        } else if (report.type === 'blurred') show(report.picture)
      },
    })
    return output
  } catch (error) {
    release()
    throw error
  }
}
