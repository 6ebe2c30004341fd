'use client'

import { useConnection, useJoin, useLocalSource, useParticipantIds, useTrack, Video } from '@televid/react'
import { useState } from 'react'
import { ana } from './televid.js'

export function Call() {
  useJoin({ camera: true })
  const { state } = useConnection()
  const camera = useLocalSource('camera')
  const others = useParticipantIds()
  return (
    <>
      <p role="status">
        {state}, {others.length} here, camera {camera.state}
      </p>
      {others.map((id) => (
        <Person key={id} id={id} />
      ))}
    </>
  )
}

function Person({ id }) {
  const camera = useTrack(id, 'camera')
  const [key, setKey] = useState(null)
  return (
    <figure>
      <Video participant={id} aria-label="Ana" />
      <figcaption>Ana: {camera ? (camera.muted ? 'camera off' : 'camera on') : 'no camera'}</figcaption>
      <button type="button" onClick={() => setKey(ana.publishes('camera', movingPicture()))}>
        Ana turns the camera on
      </button>
      <button type="button" onClick={() => ana.mutes(key)}>
        Ana turns the camera off
      </button>
    </figure>
  )
}

function movingPicture() {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  let turn = 0
  const draw = () => {
    context.fillStyle = `hsl(${turn++ % 360} 80% 50%)`
    context.fillRect(0, 0, canvas.width, canvas.height)
    requestAnimationFrame(draw)
  }
  draw()
  return canvas.captureStream().getVideoTracks()[0]
}
