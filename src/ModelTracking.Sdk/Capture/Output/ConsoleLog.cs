using System.Text;
using ModelTracking.Capture.Secrets;
using ModelTracking.Records;

namespace ModelTracking.Capture.Output;

/// <summary>
/// Gathers what the program prints into the run's log. Writing to it is cheap and never waits; memory and log are
/// bounded: of a flood the beginning and the end are kept, and what is lost is counted. Thread-safe.
/// </summary>
internal sealed class ConsoleLog(long maxChars, long maxTail, Func<SecretRules> rules, TimeProvider time, Action<ConsoleLogged> log)
{
    /// <summary>Characters of one line; the rest of it is cut off.</summary>
    public const int MaxLine = 8192;

    /// <summary>Characters that wait for the next flush; lines beyond it are lost.</summary>
    public const int MaxPending = 1 << 20;

    // A little more than is kept, so that a secret at the cut is whole, and is seen.
    private const int MaxOpen = MaxLine + 512;

    // Counts for what a line costs beside its text.
    private const int LineCost = 16;

    private readonly object _gate = new();
    private readonly object _flushing = new();
    private readonly StringBuilder[] _open = [new(), new(), new()];
    private readonly Queue<WrittenLine> _tail = new();
    private readonly KeyMask _mask = new();
    private List<WrittenLine> _pending = [];
    private List<WrittenLine> _spare = [];
    private long _pendingChars;
    private long _keptChars;
    private long _tailChars;
    private long _lost;

    /// <summary>Takes text as it is written, whole lines or parts of them.</summary>
    public void Write(ConsoleSource source, ReadOnlySpan<char> text, bool endsLine = false)
    {
        lock (_gate)
        {
            var open = _open[(int)source];
            for (int end; (end = text.IndexOf('\n')) >= 0; text = text[(end + 1)..])
            {
                EndLine(source, open, text[..end]);
            }

            if (endsLine)
            {
                EndLine(source, open, text);
            }
            else
            {
                Append(open, text);
            }
        }
    }

    /// <summary>Takes a line. One that is whole, as most are, is kept as it is.</summary>
    public void WriteLine(ConsoleSource source, string line)
    {
        lock (_gate)
        {
            if (_open[(int)source].Length == 0 && line.Length <= MaxOpen && line.AsSpan().IndexOfAny('\n', '\r') < 0)
            {
                Keep(source, line);
                return;
            }
        }

        Write(source, line, endsLine: true);
    }

    /// <summary>Logs what has come since the last time. Lines that are not ended yet wait, unless it is the last time.</summary>
    public void Flush(bool isLast = false)
    {
        lock (_flushing)
        {
            List<WrittenLine> lines;
            long lost;
            lock (_gate)
            {
                if (isLast)
                {
                    End();
                }

                (lines, _pending, _spare) = (_pending, _spare, []);
                lost = lines.Count > 0 || isLast ? Interlocked.Exchange(ref _lost, 0) : 0;
                _pendingChars = 0;
            }

            if (lines.Count > 0 || lost > 0)
            {
                log(new ConsoleLogged([.. lines.Select(Finish)]) { Dropped = lost, Time = time.GetUtcNow() });
            }

            // Its memory serves for the lines of the turn after the next.
            lines.Clear();
            _spare = lines;
            FlushTail(isLast);
        }
    }

    private static void Append(StringBuilder open, ReadOnlySpan<char> text)
    {
        // A progress bar that rewrites its line without ever ending it must not fill the line up.
        var overwritten = text.LastIndexOf('\r');
        if (overwritten >= 0 && overwritten < text.Length - 1)
        {
            open.Clear();
            text = text[(overwritten + 1)..];
        }

        open.Append(text[..Math.Min(text.Length, Math.Max(0, MaxOpen - open.Length))]);
    }

    private void EndLine(ConsoleSource source, StringBuilder open, ReadOnlySpan<char> text)
    {
        Append(open, text);
        Keep(source, open.ToString());
        open.Clear();
    }

    private void Keep(ConsoleSource source, string text)
    {
        var line = new WrittenLine(time.GetUtcNow().UtcTicks, source, _mask.Hides(text) ? SecretRules.Redacted : text);
        var cost = line.Text.Length + LineCost;
        if (_keptChars + cost > maxChars)
        {
            AddToTail(in line, cost);
        }
        else if (_pendingChars + cost > MaxPending)
        {
            _lost++;
        }
        else
        {
            _pending.Add(line);
            _pendingChars += cost;
            _keptChars += cost;
        }
    }

    private void AddToTail(in WrittenLine line, int cost)
    {
        _keptChars = maxChars;
        _tail.Enqueue(line);
        _tailChars += cost;
        while (_tailChars > maxTail && _tail.TryDequeue(out var oldest))
        {
            _tailChars -= oldest.Text.Length + LineCost;
            _lost++;
        }
    }

    private void End()
    {
        for (var source = 0; source < _open.Length; source++)
        {
            if (_open[source].Length > 0)
            {
                EndLine((ConsoleSource)source, _open[source], []);
            }
        }
    }

    private void FlushTail(bool isLast)
    {
        if (!isLast || _tail.Count == 0)
        {
            return;
        }

        WrittenLine[] lines;
        long lost;
        lock (_gate)
        {
            lines = [.. _tail];
            lost = Interlocked.Exchange(ref _lost, 0);
            _tail.Clear();
            _tailChars = 0;
        }

        log(new ConsoleLogged([.. lines.Select(Finish)]) { Dropped = lost, Time = time.GetUtcNow() });
    }

    // Not on the thread that prints: it would wait for it.
    private ConsoleLine Finish(WrittenLine line)
    {
        var masked = rules().Redact(LineText.Clean(line.Text));
        return new ConsoleLine(new DateTimeOffset(line.Ticks, TimeSpan.Zero), line.Source, masked.Length > MaxLine ? masked[..MaxLine] + "…" : masked);
    }

    private readonly record struct WrittenLine(long Ticks, ConsoleSource Source, string Text);
}
