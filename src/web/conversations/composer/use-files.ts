import { type ClipboardEvent, type DragEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Problem } from '../../api/call.ts'
import { newId } from '../new-id.ts'
import { readDraft, writeDraft } from './drafts.ts'
import { MOST_MB, upload } from './upload.ts'

/** A file on its way up, or one that could not go. */
export type GoingFile = {
  key: string
  name: string
  share: number
  problem: string | null
  dismiss: () => void
}

/** Attaching: chosen, pasted or dropped files go up at once and stand with the draft. */
export function useFiles(id: string) {
  const t = useTranslations('conversations.files')
  const [going, setGoing] = useState<GoingFile[]>([])
  const addOne = async (file: File) => {
    const key = newId()
    const change = (part: Partial<GoingFile>) =>
      setGoing((all) => all.map((f) => (f.key === key ? { ...f, ...part } : f)))
    const dismiss = () => setGoing((all) => all.filter((f) => f.key !== key))
    const name = file.name || t('pasted')
    setGoing((all) => [...all, { key, name, share: 0, problem: null, dismiss }])
    if (file.size > MOST_MB * 1024 * 1024)
      return change({ problem: t('tooLarge', { most: `${MOST_MB} MB` }) })
    try {
      const kept = await upload(file, (share) => change({ share }))
      dismiss()
      writeDraft(id, { files: [...readDraft(id).files, kept] })
    } catch (problem) {
      const tooLarge = problem instanceof Problem && problem.status === 413
      change({ problem: tooLarge ? t('tooLarge', { most: `${MOST_MB} MB` }) : t('failed') })
    }
  }
  const add = (files: readonly File[]) => {
    for (const file of files) void addOne(file)
  }
  return {
    going,
    busy: going.some((file) => file.problem === null),
    add,
    paste: (event: ClipboardEvent) => {
      const files = [...event.clipboardData.files]
      if (files.length === 0) return
      event.preventDefault()
      add(files)
    },
    drop: {
      onDragOver: (event: DragEvent) => event.preventDefault(),
      onDrop: (event: DragEvent) => {
        event.preventDefault()
        add([...event.dataTransfer.files])
      },
    },
  }
}
