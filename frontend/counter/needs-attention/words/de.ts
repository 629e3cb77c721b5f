import { formatNumber, plural } from '../../../components/wording.ts';
import type { NeedsAttentionWords } from './en.ts';

export const words: NeedsAttentionWords = {
  title: 'Braucht Aufmerksamkeit',
  lead: 'Bestellungen, die zu lange dauern oder nicht bearbeitet werden konnten, Tage, für die mehr bestellt ist als da ist, und Bestellungen vergangener Tage, die nicht abgeholt wurden. Keine geht verloren.',
  none: 'Nichts braucht Aufmerksamkeit.',
  outdated: 'Vielleicht ist das hier veraltet.',
  order: (id) => `Bestellung ${id}`,
  why: {
    failing: 'kann nicht bearbeitet werden',
    'not delivered': 'noch immer nicht bestätigt',
    waiting: 'dauert zu lange',
  },
  meaning: {
    failing:
      'Ein Fehler im System hält diese Bestellung auf. Sagen Sie dem Kunden, dass Sie zurückrufen. Bleibt sie hier stehen, geben Sie die technischen Angaben weiter.',
    'not delivered':
      'Die Bestellung ist gespeichert, aber der Teil des Systems, der Bestellungen bestätigt, antwortet nicht.',
    waiting: 'Die Bestellung ist gespeichert und wartet länger als üblich auf ihre Bestätigung.',
  },
  times: (placed, next) => `bestellt ${placed} · nächster Versuch ${next}`,
  technical: 'Technische Angaben',
  attempts: (count) =>
    plural(count, {
      one: '1 fehlgeschlagener Versuch',
      other: `${formatNumber(count)} fehlgeschlagene Versuche`,
    }),
  relays: (count) =>
    plural(count, {
      one: '1-mal erneut gesendet',
      other: `${formatNumber(count)}-mal erneut gesendet`,
    }),
  again: 'Noch einmal versuchen',
  againOf: (id) => `Noch einmal versuchen: Bestellung ${id}`,
  sent: (id) => `Bestellung ${id} wurde noch einmal gesendet.`,
  shortBy: (day, name, amount) => `${day}, ${name}: ${amount} zu wenig`,
  slot: (time) => `Abholung um ${time}`,
  shortMeaning: {
    product:
      'Es ist mehr bestellt als geplant. Erhöhen Sie den Plan oder rufen Sie diese Kunden an.',
    pool: 'Bestellungen und Pläne brauchen mehr, als da ist. Erhöhen Sie die Kapazität, senken Sie einen Plan oder rufen Sie diese Kunden an.',
    slot: 'Es ist mehr bestellt, als auf einmal abgeholt werden kann. Erhöhen Sie die Kapazität der Abholzeiten oder rufen Sie diese Kunden an.',
  },
  shortByPlans:
    'Allein die Pläne brauchen mehr, als da ist. Erhöhen Sie die Kapazität oder senken Sie einen Plan.',
  uncollected: (day) => `Noch nicht abgeholt: ${day}`,
  allOfYesterday: 'Alle von gestern abgeholt',
  allOf: (day) => `Alle von ${day} abgeholt`,
  noName: 'Ohne Namen',
  pieces: (count) => plural(count, { one: '1 Stück', other: `${formatNumber(count)} Stück` }),
  more: (count) =>
    plural(count, {
      one: '1 weitere Bestellung erscheint, wenn diese erledigt sind.',
      other: `${formatNumber(count)} weitere Bestellungen erscheinen, wenn diese erledigt sind.`,
    }),
  older: (count) =>
    plural(count, {
      one: 'Noch nicht abgeholt: 1 Bestellung, älter als 14 Tage',
      other: `Noch nicht abgeholt: ${formatNumber(count)} Bestellungen, älter als 14 Tage`,
    }),
  showOlder: 'Diese Bestellungen zeigen',
  endOlder: { collect: 'Alle älteren abgeholt', miss: 'Alle älteren nicht abgeholt' },
  endOlderTitle: {
    collect: (count) => `${countOrders(count)} abgeholt?`,
    miss: (count) => `${countOrders(count)} nicht abgeholt?`,
  },
  endOlderText: {
    collect: 'Alle Bestellungen, die älter als 14 Tage sind, werden als abgeholt markiert.',
    miss: 'Alle Bestellungen, die älter als 14 Tage sind, werden als nicht abgeholt markiert. Ihre Stücke zählen als entsorgt.',
  },
  cancel: 'Abbrechen',
  notSent: (id) =>
    `Bestellung ${id} konnte nicht gesendet werden. Sie wird automatisch noch einmal gesendet.`,
};

function countOrders(count: number) {
  return plural(count, { one: '1 Bestellung', other: `${formatNumber(count)} Bestellungen` });
}
