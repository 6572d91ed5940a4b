import { type ComponentProps, type RefObject, useLayoutEffect, useRef } from 'react'
import css from './Field.module.css'
import { Field, type FieldProps, useFieldControl } from './Field.tsx'

type AreaProps = Omit<ComponentProps<'textarea'>, 'className' | 'required' | 'id' | 'ref'> & {
  ref?: RefObject<HTMLTextAreaElement | null>
}

/** Lets a textarea grow with its words in browsers that do not do so by themselves (`field-sizing`). */
export function useAutoGrow(ref: RefObject<HTMLTextAreaElement | null>, value: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows what is written
  useLayoutEffect(() => {
    const area = ref.current
    if (!area || CSS.supports('field-sizing', 'content')) return
    area.style.blockSize = 'auto'
    area.style.blockSize = `${area.scrollHeight + 2}px`
  }, [ref, value])
}

function AreaInput({ ref, ...rest }: AreaProps) {
  const control = useFieldControl()
  const own = useRef<HTMLTextAreaElement>(null)
  const area = ref ?? own
  useAutoGrow(area, rest.value)
  return <textarea rows={3} {...rest} {...control} ref={area} className={`${css.control} ${css.area}`} />
}

/** Several lines of text with label, hint and error; grows as one writes. */
export function TextArea({
  label,
  hint,
  error,
  required,
  optional,
  hideLabel,
  className,
  ...rest
}: FieldProps & AreaProps) {
  return (
    <Field {...{ label, hint, error, required, optional, hideLabel, className }}>
      <AreaInput {...rest} />
    </Field>
  )
}
