using ModelTracking.Dashboard.Json;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Api;

/// <summary>Console output as lines.</summary>
internal static class LogLines
{
    public static IEnumerable<LineDto> Of(ConsoleLogged console)
    {
        if (console.Dropped > 0)
        {
            yield return new LineDto(RunMapping.Time(console.Time), "lost", $"{console.Dropped} lines are missing here: more was printed than a run keeps");
        }

        foreach (var line in console.Lines)
        {
            var source = line.Source switch { ConsoleSource.Error => "error", ConsoleSource.Log => "log", _ => "out" };
            yield return new LineDto(RunMapping.Time(line.Time), source, line.Text);
        }
    }
}
