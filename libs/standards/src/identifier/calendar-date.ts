const FORM = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

/** Whether the text is `YYYY-MM-DD` and that day exists in the Gregorian calendar (1900 had no 29 February). */
export function isCalendarDate(text: string): boolean {
  if (!FORM.test(text)) return false;
  const epochMs = Date.parse(`${text}T00:00:00.000Z`);
  // Date.parse rolls 30 February over to March instead of refusing it.
  return !Number.isNaN(epochMs) && new Date(epochMs).toISOString().startsWith(text);
}
