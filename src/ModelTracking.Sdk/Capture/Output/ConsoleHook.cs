using ModelTracking.Records;

namespace ModelTracking.Capture.Output;

/// <summary>
/// Stands in the process's console, once, and shows what passes to every log that listens. It stays there when nobody
/// listens any more: other writers may hold on to it by then. Thread-safe.
/// </summary>
internal static class ConsoleHook
{
    private static readonly object Gate = new();
    private static ConsoleLog[] _listeners = [];
    private static TextWriter? _ourOut;
    private static TextWriter? _ourError;

    public static void Add(ConsoleLog listener)
    {
        lock (Gate)
        {
            // The user may have set a writer of their own in the meantime: then we stand before that one too.
            if (!ReferenceEquals(Console.Out, _ourOut))
            {
                Console.SetOut(new TeeWriter(Console.Out, ConsoleSource.Out));
                _ourOut = Console.Out;
            }

            if (!ReferenceEquals(Console.Error, _ourError))
            {
                Console.SetError(new TeeWriter(Console.Error, ConsoleSource.Error));
                _ourError = Console.Error;
            }

            Volatile.Write(ref _listeners, [.. _listeners, listener]);
        }
    }

    public static void Remove(ConsoleLog listener)
    {
        lock (Gate)
        {
            Volatile.Write(ref _listeners, [.. _listeners.Where(l => l != listener)]);
        }
    }

    internal static void ShowLine(ConsoleSource source, string line)
    {
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            listener.WriteLine(source, line);
        }
    }

    internal static void Show(ConsoleSource source, ReadOnlySpan<char> text, bool endsLine)
    {
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            listener.Write(source, text, endsLine);
        }
    }
}
