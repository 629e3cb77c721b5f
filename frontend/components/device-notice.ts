import { isClockWrong, whenClockIsCompared } from './clock.ts';
import { getElement } from './get-element.ts';
import { isTimeZoneKnown } from './time-zone.ts';
import { commonWords } from './words.ts';

/** Shows a notice while the device's clock is wrong, or while the device does not know the bakery's time zone. */
export function showDeviceNotice(): void {
  const notice = getElement('device-notice');
  whenClockIsCompared(() => {
    const text = findDeviceFault();
    if (notice.textContent === text) return;
    notice.textContent = text;
    notice.hidden = text === '';
  });
}

/** What is wrong with the device; '' when nothing is. `whenClockIsCompared` says when it may change. */
export function findDeviceFault(): string {
  return [
    ...(isClockWrong() ? [commonWords.clockIsWrong] : []),
    ...(isTimeZoneKnown ? [] : [commonWords.timeZoneUnknown]),
  ].join(' ');
}
