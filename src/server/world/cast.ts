import type { Job } from '../../domain/accounts/first-screen.ts'
import type { Role } from '../../domain/accounts/permissions.ts'
import type { Approach } from '../../domain/people/person.ts'

/** The demo's dealership and everybody in it: one small named world for the demo, journeys and pictures. */
export const PLACE = {
  name: 'Nordlicht Motors',
  telephone: '030 555 0100',
  mailbox: 'service@nordlicht.example',
}

export type ColleagueName = 'Ana' | 'Luis' | 'Dina' | 'Greta' | 'Milo'
export const COLLEAGUES: Readonly<Record<ColleagueName, { name: string; role: Role; job: Job }>> = {
  Greta: { name: 'Greta Holm', role: 'owner', job: 'manager' },
  Ana: { name: 'Ana Novak', role: 'manager', job: 'service_advisor' },
  Luis: { name: 'Luis Ortega', role: 'member', job: 'technician' },
  Dina: { name: 'Dina Koch', role: 'member', job: 'service_advisor' },
  Milo: { name: 'Milo Kranz', role: 'member', job: 'attendant' },
}

export type CustomerName =
  | 'marta'
  | 'jonas'
  | 'priya'
  | 'tomas'
  | 'helen'
  | 'kemal'
  | 'ewa'
  | 'anna'
  | 'ben'
  | 'giulia'
  | 'samuel'
  | 'ole'
export type Cast = {
  name: string
  email: string
  phone: string
  say?: string
  approach?: Approach
  good?: string
  access?: string
  since: string
  vehicle?: { name: string; plate: string; vin?: string }
}
export const CUSTOMERS: Readonly<Record<CustomerName, Cast>> = {
  marta: {
    name: 'Marta Okafor',
    email: 'marta.okafor@posteo.example',
    phone: '0171 555 0142',
    say: 'MAR-ta oh-KAH-for',
    since: '2019-04-02',
    good: 'Asks when help is needed. Liked that Luis explained the photos.',
    vehicle: { name: 'Škoda Fabia 2017', plate: 'B-MO 218', vin: 'TMBEA25J1B3000142' },
  },
  jonas: {
    name: 'Jonas Lind',
    email: 'jonas@lind.example',
    phone: '0172 555 0155',
    since: '2021-09-14',
    good: 'Wants to hear how it stands even when nothing moved.',
    vehicle: { name: 'VW Passat 2014', plate: 'B-JL 77' },
  },
  priya: {
    name: 'Priya Raman',
    email: 'priya.raman@mail.example',
    phone: '0173 555 0161',
    say: 'PREE-ya RAH-man',
    since: '2022-01-20',
    good: 'Prefers the telephone after ten.',
    vehicle: { name: 'Kia Niro 2021', plate: 'B-PR 904' },
  },
  tomas: {
    name: 'Tomás Brandt',
    email: 'tomas.brandt@web.example',
    phone: '0174 555 0117',
    say: 'toh-MAHS',
    since: '2018-06-11',
    good: 'Waited for the loaner last time.',
    vehicle: { name: 'Opel Astra 2016', plate: 'B-TB 1115' },
  },
  helen: {
    name: 'Helen Ward',
    email: 'helen.ward@mail.example',
    phone: '0175 555 0193',
    since: '2020-03-03',
    good: 'Reads while she waits; a quiet chair by the window.',
    vehicle: { name: 'Mini Cooper 2018', plate: 'B-HW 44' },
  },
  kemal: {
    name: 'Kemal Berk',
    email: 'kemal.berk@firma.example',
    phone: '0176 555 0128',
    since: '2023-05-30',
    vehicle: { name: 'Ford Transit 2020', plate: 'B-KB 300' },
  },
  ewa: {
    name: 'Ewa Nowak',
    email: 'ewa.nowak@poczta.example',
    phone: '0177 555 0136',
    say: 'EH-va NOH-vak',
    since: '2024-02-08',
    good: 'Comes by train from Bernau.',
    access: 'Step-free way to the desk.',
    vehicle: { name: 'Toyota Yaris 2019', plate: 'BAR-EN 9' },
  },
  anna: {
    name: 'Anna Achterberg',
    email: 'family@achterberg.example',
    phone: '0178 555 0150',
    since: '2017-07-19',
    good: 'Five people; the children like the table with the crayons.',
    vehicle: { name: 'VW California 2015', plate: 'B-AF 500' },
  },
  ben: {
    name: 'Ben Achterberg',
    email: 'family@achterberg.example',
    phone: '0178 555 0151',
    since: '2017-07-19',
  },
  giulia: {
    name: 'Giulia Verdi',
    email: 'giulia.verdi@posta.example',
    phone: '0179 555 0170',
    say: 'JOO-lya',
    approach: 'ask',
    since: '2026-01-15',
    good: 'Will ask when help is wanted.',
  },
  samuel: {
    name: 'Samuel Ito',
    email: 'samuel.ito@mail.example',
    phone: '0160 555 0181',
    say: 'sam-WELL EE-toh',
    since: '2026-10-01',
  },
  ole: {
    name: 'Ole Berg',
    email: 'ole@berg.example',
    phone: '0162 555 0109',
    since: '2016-11-05',
    vehicle: { name: 'Volvo V60 2013', plate: 'B-OB 60' },
  },
}
