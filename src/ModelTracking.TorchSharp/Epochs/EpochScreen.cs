using System.Globalization;
using System.Text;

namespace ModelTracking.Epochs;

/// <summary>Shows epochs: a bar that moves in a terminal, one plain line per epoch anywhere. Never throws.</summary>
internal sealed class EpochScreen(TextWriter? output, TimeProvider time)
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter _output = output ?? Console.Out;
    private long _drawn;
    private int _width;

    /// <summary>Whether a line can be drawn over.</summary>
    public bool IsTerminal { get; init; } = output is null && !Console.IsOutputRedirected;

    /// <summary>Steps of an epoch, once one is over; 0 before.</summary>
    public long StepsInEpoch { get; set; }

    public void Progress(int epochsDone, int epochs, long steps, TimeSpan? left)
    {
        if (_drawn != 0 && time.GetElapsedTime(_drawn) < Interval)
        {
            return;
        }

        _drawn = time.GetTimestamp();
        var part = StepsInEpoch > 0 ? Math.Min(1.0, (double)steps / StepsInEpoch) : 0;
        var filled = (int)(BarWidth * Math.Min(1.0, (epochsDone + part) / epochs));
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"\repoch {epochsDone + 1}/{epochs} [");
        text.Append('#', filled).Append('.', BarWidth - filled).Append("] step ").Append(steps);
        if (left is { } remaining)
        {
            text.Append(CultureInfo.InvariantCulture, $"  left {Span(remaining)}");
        }

        Draw(text.ToString());
    }

    public void Summary(Epoch epoch, long steps, TimeSpan took, TimeSpan? left)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"epoch {epoch.Number}/{epoch.Count}");
        foreach (var (key, value) in epoch.Values.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {key} {value:G4}");
        }

        if (steps > 0 && took > TimeSpan.Zero)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {steps / took.TotalSeconds:N0} steps/s");
        }

        if (left is { } remaining)
        {
            text.Append(CultureInfo.InvariantCulture, $"  left {Span(remaining)}");
        }

        Line(text.ToString());
    }

    public void Line(string text)
    {
        if (_width > 0)
        {
            Draw("\r" + new string(' ', _width) + "\r");
            _width = 0;
        }

        Write(text + Environment.NewLine);
    }

    private static string Span(TimeSpan span) => span.TotalHours >= 1
        ? span.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
        : span.ToString(@"m\:ss", CultureInfo.InvariantCulture);

    private void Draw(string text)
    {
        // What was longer before must not stay behind the new text.
        var padding = Math.Max(0, _width - text.Length);
        _width = text.Length;
        Write(text + new string(' ', padding));
    }

    private void Write(string text)
    {
        try
        {
            _output.Write(text);
            _output.Flush();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // A closed pipe is no reason to stop training.
        }
    }
}
