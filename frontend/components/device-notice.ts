import { isClockWrong, whenClockIsCompared } from './clock.ts';
import { getElement } from './element.ts';
import { isTimeZoneKnown } from './time-zone.ts';
import { commonWords } from './words.ts';

/** Shows a notice while the device's clock is wrong or its time zone unknown. */
export function showDeviceNotice(): void {
  const notice = getElement('device-notice');
  whenClockIsCompared(() => {
    const text = [
      ...(isClockWrong() ? [commonWords.clockIsWrong] : []),
      ...(isTimeZoneKnown ? [] : [commonWords.timeZoneUnknown]),
    ].join(' ');
    if (notice.textContent === text) return;
    notice.textContent = text;
    notice.hidden = text === '';
  });
}
