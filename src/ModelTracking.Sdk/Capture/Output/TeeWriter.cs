using System.Globalization;
using System.Text;
using ModelTracking.Records;

namespace ModelTracking.Capture.Output;

/// <summary>Passes everything on to the writer that was there before, and shows it to the runs. As thread-safe as that writer.</summary>
internal sealed class TeeWriter(TextWriter inner, ConsoleSource source) : TextWriter(CultureInfo.CurrentCulture)
{
    // Where a writer of the user's stands between two of ours, text passes both and counts once.
    [ThreadStatic]
    private static int _depth;

    public override Encoding Encoding => inner.Encoding;

    public override IFormatProvider FormatProvider => inner.FormatProvider;

    public override void Write(char value)
    {
        using (Pass([value]))
        {
            inner.Write(value);
        }
    }

    public override void Write(string? value)
    {
        using (Pass(value))
        {
            inner.Write(value);
        }
    }

    public override void Write(char[] buffer, int index, int count)
    {
        using (Pass(buffer.AsSpan(index, count)))
        {
            inner.Write(buffer, index, count);
        }
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        using (Pass(buffer))
        {
            inner.Write(buffer);
        }
    }

    public override void WriteLine()
    {
        using (Pass("\n"))
        {
            inner.WriteLine();
        }
    }

    public override void WriteLine(string? value)
    {
        using (PassLine(value ?? ""))
        {
            inner.WriteLine(value);
        }
    }

    public override void WriteLine(ReadOnlySpan<char> buffer)
    {
        using (Pass(buffer, endsLine: true))
        {
            inner.WriteLine(buffer);
        }
    }

    public override Task WriteAsync(char value)
    {
        using (Pass([value]))
        {
            return inner.WriteAsync(value);
        }
    }

    public override Task WriteAsync(string? value)
    {
        using (Pass(value))
        {
            return inner.WriteAsync(value);
        }
    }

    public override Task WriteAsync(char[] buffer, int index, int count)
    {
        using (Pass(buffer.AsSpan(index, count)))
        {
            return inner.WriteAsync(buffer, index, count);
        }
    }

    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        using (Pass(buffer.Span))
        {
            return inner.WriteAsync(buffer, cancellationToken);
        }
    }

    public override Task WriteLineAsync(string? value)
    {
        using (PassLine(value ?? ""))
        {
            return inner.WriteLineAsync(value);
        }
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync() => inner.FlushAsync();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    // Shown before it is passed on: what the user's writer throws is the user's.
    private Inside Pass(ReadOnlySpan<char> text, bool endsLine = false)
    {
        if (_depth++ == 0)
        {
            ConsoleHook.Show(source, text, endsLine);
        }

        return default;
    }

    private Inside PassLine(string line)
    {
        if (_depth++ == 0)
        {
            ConsoleHook.ShowLine(source, line);
        }

        return default;
    }

    private readonly struct Inside : IDisposable
    {
        public void Dispose() => _depth--;
    }
}
