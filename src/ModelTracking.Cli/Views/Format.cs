using System.Globalization;
using System.Text;
using ModelTracking.Records;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>Values as people read them; the same in every culture.</summary>
internal static class Format
{
    /// <summary>How many digits of an id are shown where there is little room.</summary>
    public const int ShortIdLength = 8;

    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>The beginning of an id.</summary>
    public static string Id(RunId id) => id.ToString()[..ShortIdLength];

    /// <summary>A number with at most six significant digits, or fewer.</summary>
    public static string Number(double value, int digits = 6)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
        }

        var text = value.ToString($"G{digits}", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 ? text : $"{text[..exponent]}e{int.Parse(text.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)}";
    }

    /// <summary>A number exactly: the shortest text that reads back as the same value.</summary>
    public static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A whole number with separators.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of things: <c>1 run</c>, <c>2 runs</c>.</summary>
    public static string Count(long value, string thing) => $"{Count(value)} {thing}{(value == 1 ? "" : "s")}";

    /// <summary>A param's value in one line, numbers shortened.</summary>
    public static string Param(ParamValue value) => value.Kind switch
    {
        ParamKind.Real when value.TryGetNumber(out var number) => Number(number),
        _ => Line(value.ToString()),
    };

    /// <summary>Text in one line, without characters that steer a terminal.</summary>
    public static string Line(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var line = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            line.Append(c == '\n' ? '⏎' : c == '\t' ? ' ' : char.IsControl(c) ? '\uFFFD' : c);
        }

        return line.ToString();
    }

    /// <summary>Number of bytes.</summary>
    public static string Size(long bytes)
    {
        double size = bytes;
        var unit = 0;
        for (; size >= 1000 && unit < Units.Length - 1; unit++)
        {
            size /= 1024;
        }

        return unit == 0 ? $"{bytes} B" : string.Create(CultureInfo.InvariantCulture, $"{size:0.0} {Units[unit]}");
    }

    /// <summary>How long something took.</summary>
    public static string Duration(TimeSpan span) => span switch
    {
        { Ticks: <= 0 } => "0 s",
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(span.TotalSeconds * 10) / 10:0.0} s"),
        { TotalHours: < 1 } => $"{span.Minutes} m {span.Seconds:00} s",
        { TotalDays: < 1 } => $"{span.Hours} h {span.Minutes:00} m",
        _ => $"{span.Days} d {span.Hours:00} h",
    };

    /// <summary>How long ago something was.</summary>
    public static string Age(DateTimeOffset time, DateTimeOffset now) => (now - time) switch
    {
        { TotalSeconds: < 1 } => "now",
        { TotalMinutes: < 1 } span => $"{span.Seconds} s ago",
        { TotalHours: < 1 } span => $"{span.Minutes} m ago",
        { TotalDays: < 1 } span => $"{span.Hours} h ago",
        var span => $"{Count(span.Days)} d ago",
    };

    /// <summary>Date and time on this machine's clock.</summary>
    public static string Time(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Time of day on this machine's clock.</summary>
    public static string Clock(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A status as its word.</summary>
    public static string Status(RunStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>The sign that stands before a status.</summary>
    public static string StatusSign(RunStatus status) => status switch
    {
        RunStatus.Running => "●",
        RunStatus.Finished => "✓",
        RunStatus.Killed => "■",
        _ => "✗",
    };

    /// <summary>The colour of a status.</summary>
    public static Style StatusStyle(RunStatus status) => status switch
    {
        RunStatus.Running => Palette.Live,
        RunStatus.Finished => Palette.Good,
        RunStatus.Killed => Palette.Doubtful,
        _ => Palette.Bad,
    };

    /// <summary>Cuts text to a number of cells.</summary>
    public static string Fit(string text, int cells)
    {
        if (text.GetCellWidth() <= cells)
        {
            return text;
        }

        var fitted = new StringBuilder();
        var used = 1;
        foreach (var rune in text.EnumerateRunes())
        {
            used += rune.ToString().GetCellWidth();
            if (used > cells)
            {
                break;
            }

            fitted.Append(rune.ToString());
        }

        return fitted.Append('…').ToString();
    }
}
