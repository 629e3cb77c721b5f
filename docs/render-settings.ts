/** Writes `.env.example` from the table of settings: `npm run settings -w docs`. */
import { writeFile } from 'node:fs/promises';
import { settingNotes, settings, type Setting, type SettingNote } from '../shared/config.ts';

export const settingsFile = new URL('../.env.example', import.meta.url);

const heading = `# Every setting, with its default. None is needed.
#
# Containers: copy this file to .env, and remove the # in front of the settings that you change. Compose reads it.
# Embedded run: put settings in front of the command (API_PORT=8010 npm start).
`;

const defaults: Readonly<Record<string, Setting | undefined>> = settings;

export function renderSettings(): string {
  const sections = Object.entries(settingNotes).map(
    ([title, notes]) =>
      `\n\n# ── ${title} ──\n\n${Object.entries(notes).map(renderSetting).join('')}`,
  );
  return `${(heading + sections.join('')).trim()}\n`;
}

function renderSetting([name, { description, place, inContainers }]: [
  string,
  SettingNote,
]): string {
  if (place === 'given') return toComment(`${name}: ${description}`);
  const where = place === undefined ? '' : `${places[place]} `;
  return `${toComment(where + description)}#${name}=${inContainers ?? defaults[name]?.default ?? ''}\n\n`;
}

const places = { containers: 'Containers only.', embedded: 'Embedded run only.' };

/** Lines of at most 100 characters. */
function toComment(text: string): string {
  const lines = text.match(/.{1,98}(?=\s|$)/g) ?? [];
  return lines.map((line) => `# ${line.trim()}\n`).join('');
}

if (import.meta.main) await writeFile(settingsFile, renderSettings());
