import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, shownId, text } from './shared.ts'

export const form = z
  .object({
    id: shownId('form'),
    siteId: shownId('site'),
    name: z.string(),
    intro: z.string(),
    thanks: z.string(),
    url: z.string(),
    embed: z.string(),
    archived: z.boolean(),
    version: z.number(),
  })
  .meta({ id: 'Form' })
const formInput = z.object({ siteId: id('site'), name: text(200), intro: text(2000, 0), thanks: text(2000) })
export const listForms = endpoint({
  name: 'listForms',
  summary: 'Web forms',
  method: 'get',
  path: '/forms',
  access: 'conversations.read',
  reply: z.object({ items: z.array(form) }),
})
export const addForm = endpoint({
  name: 'addForm',
  summary: 'Add a web form',
  method: 'post',
  path: '/forms',
  access: 'forms.manage',
  body: formInput.extend({ id: id('form').optional() }),
  reply: form,
})
export const changeForm = endpoint({
  name: 'changeForm',
  summary: 'Change a web form',
  method: 'put',
  path: '/forms/{formId}',
  access: 'forms.manage',
  params: z.object({ formId: id('form') }),
  body: formInput.extend({ archived: z.boolean().optional(), version: z.number().int() }),
  reply: form,
})
export const readPublicForm = endpoint({
  name: 'readPublicForm',
  summary: 'A web form as the public sees it',
  method: 'get',
  path: '/public/forms/{formKey}',
  access: 'public',
  params: z.object({ formKey: text(120) }),
  reply: z.object({
    workspaceName: z.string(),
    name: z.string(),
    intro: z.string(),
    thanks: z.string(),
    telephone: z.string().nullable(),
    /** Handed back with the entry; says when the form was opened. */
    opened: z.string(),
  }),
})
export const submitPublicForm = endpoint({
  name: 'submitPublicForm',
  summary: 'Write to us through a web form',
  method: 'post',
  path: '/public/forms/{formKey}/entries',
  access: 'public',
  params: z.object({ formKey: text(120) }),
  body: z.object({
    name: text(200),
    email: z.union([z.literal(''), z.email().max(254)]).default(''),
    telephone: text(60, 0).default(''),
    message: text(20_000),
    /** Left empty by people; filled in by machines. */
    website: z.string().max(500).default(''),
    opened: z.string().max(200),
  }),
  reply: z.object({
    thanks: z.string(),
    reference: z.string(),
    /** It looks like no person's: kept, and looked at by somebody before it goes on. */
    held: z.boolean(),
  }),
})
