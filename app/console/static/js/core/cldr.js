/**
 * Stands in for `Intl` in languages that the browser does not know: Chromium has no Armenian, and would write English.
 * The patterns come from the server (app/i18n/formats.py). It has of Intl what this console uses: `format`, and the options
 * that are named here.
 */

const PART = /'((?:[^']|'')*)'|([A-Za-z])\2*/g;
const WIDTH = { 1: "abbreviated", 2: "abbreviated", 3: "abbreviated", 4: "wide", 5: "narrow" };

/** Whether the browser's own `Intl` speaks `locale`. */
export const known = (locale) => Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0;

/** The constructors of Intl that stand in for it, over the patterns `data` of `locale`. */
export function standIn(locale, data) {
  const plurals = new Intl.PluralRules(locale);
  const choose = (patterns, value) => patterns[plurals.select(value)] ?? patterns.other;

  class NumberFormat {
    constructor(_, { style, unit, unitDisplay = "short", minimumFractionDigits, maximumFractionDigits } = {}) {
      this.percent = style === "percent";
      this.unit = style === "unit" ? data.units[unit] : undefined;
      this.width = unitDisplay === "long" ? "long" : "short";
      const most = this.percent ? 0 : 3;
      this.plain = new Intl.NumberFormat(data.grouping === 2 ? "en-IN" : "en", {
        minimumFractionDigits, maximumFractionDigits: maximumFractionDigits ?? Math.max(most, minimumFractionDigits ?? 0),
      });
    }

    format(value) {
      const text = this.plain.format(this.percent ? value * 100 : value).replace(/[,.]/g, (sign) => (sign === "." ? data.decimal : data.group));
      if (this.percent) return data.percent.replace("{0}", text);
      return this.unit ? choose(this.unit[this.width] ?? this.unit.short, value).replace("{0}", text) : text;
    }
  }

  class RelativeTimeFormat {
    constructor(_, { style = "long" } = {}) {
      this.style = style === "long" ? "long" : "short";
    }

    format(value, unit) {
      const styles = data.relative[unit.replace(/s$/, "")];
      const way = value < 0 || Object.is(value, -0) ? "past" : "future";
      // Where the short form is the long one, CLDR has the long one alone.
      const patterns = styles[this.style][way] ?? styles.long[way];
      return choose(patterns, Math.abs(value)).replace("{0}", new NumberFormat().format(Math.abs(value)));
    }
  }

  class DateTimeFormat {
    constructor(_, options = {}) {
      this.pattern = pattern(options);
      const { timeZone } = options;
      this.zone = timeZone;
      this.fields = new Intl.DateTimeFormat("en-u-hc-h23", {
        timeZone, year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", weekday: "short", timeZoneName: "short",
      });
    }

    format(moment) {
      const fields = Object.fromEntries(this.fields.formatToParts(moment).map(({ type, value }) => [type, value]));
      return this.pattern.replace(PART, (found, literal) => (literal === undefined ? field(found, fields) : literal.replaceAll("''", "'") || "'"));
    }
  }

  const two = (length, value) => String(Number(value)).padStart(length === 2 ? 2 : 1, "0");

  function field(letters, fields) {
    const { length } = letters;
    const context = "Lc".includes(letters[0]) ? "stand-alone" : "format";
    switch (letters[0]) {
      case "y": return length === 2 ? fields.year.slice(-2) : fields.year;
      case "M": case "L": return length < 3 ? two(length, fields.month) : data.months[context][WIDTH[length]][fields.month - 1];
      case "d": return two(length, fields.day);
      case "E": case "c": return data.days[context][WIDTH[length]][["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(fields.weekday)];
      case "H": return two(length, fields.hour);
      case "h": return two(length, fields.hour % 12 || 12);
      case "m": return two(length, fields.minute);
      case "s": return two(length, fields.second);
      case "a": return data.periods[fields.hour < 12 ? 0 : 1];
      case "z": case "v": return fields.timeZoneName;
      default: return "";
    }
  }

  function pattern({ dateStyle, timeStyle, weekday, year, month, day, hour, minute, second }) {
    const parts = [];
    if (dateStyle) parts.push(data.dates[dateStyle]);
    else {
      const letters = { numeric: "M", "2-digit": "M", short: "MMM", long: "MMMM", narrow: "MMM" }[month] ?? "";
      const name = [year && "y", letters, weekday && "E", day && "d"].filter(Boolean).join("");
      // CLDR orders its names as y M E d, and has no pattern of its own for every width of a month.
      const own = data.skeletons[name] ?? data.skeletons[name.replace("MMMM", "MMM")]?.replace("MMM", "MMMM");
      if (name) parts.push((own ?? data.skeletons.yMMMd).replace(/E+|c+/, weekday === "long" ? "EEEE" : "$&"));
    }
    if (timeStyle) parts.push(data.times[timeStyle]);
    else if (hour || minute) parts.push(data.skeletons[second ? "Hms" : minute ? "Hm" : "H"]);
    if (parts.length === 0) parts.push(data.dates.short);
    return parts.length === 2 ? data.joined.replace("{1}", parts[0]).replace("{0}", parts[1]) : parts[0];
  }

  return { NumberFormat, RelativeTimeFormat, DateTimeFormat };
}
