// `?fake`: a drawn picture and a quiet tone instead of camera and microphone, so that one person without a camera can
// try a call between two windows. Only getUserMedia is replaced; everything after it is the real thing.
navigator.mediaDevices.getUserMedia = async ({ audio, video }) => {
  const tracks = []
  if (video) tracks.push(...drawnPicture().getTracks())
  if (audio) tracks.push(...quietTone().getTracks())
  return new MediaStream(tracks)
}

function drawnPicture() {
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 })
  const context = canvas.getContext('2d')
  const hue = Math.floor(Math.random() * 360)
  const stream = canvas.captureStream(20)
  const draw = setInterval(() => {
    if (stream.getTracks().every((track) => track.readyState === 'ended')) return clearInterval(draw)
    const time = performance.now()
    context.fillStyle = `hsl(${hue} 45% 30%)`
    context.fillRect(0, 0, 640, 360)
    context.fillStyle = `hsl(${hue} 80% 70%)`
    context.beginPath()
    context.arc(320 + 200 * Math.sin(time / 700), 180 + 90 * Math.cos(time / 500), 44, 0, 7)
    context.fill()
    context.font = '28px system-ui'
    context.fillText(`synthetic camera  ${new Date().toLocaleTimeString()}`, 24, 44)
  }, 50)
  return stream
}

function quietTone() {
  const context = new AudioContext()
  const tone = new OscillatorNode(context, { frequency: 300 + Math.random() * 300 })
  const volume = new GainNode(context, { gain: 0.02 })
  const output = new MediaStreamAudioDestinationNode(context)
  tone.connect(volume).connect(output)
  tone.start()
  // Browsers start sound after a gesture only.
  addEventListener('pointerdown', () => context.resume(), { once: true })
  return output.stream
}
