using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace ModelTracking;

/// <summary>
/// Tells whether an exception is unwinding the stack at this moment, and which: so that a run in a <c>using</c> block
/// knows that it failed although nobody told it.
/// </summary>
internal static class ExceptionsInFlight
{
    [ThreadStatic]
    private static WeakReference<Exception>? _last;

    private const int Kept = 32;
    private static readonly WeakReference<Exception>?[] Recent = new WeakReference<Exception>?[Kept];
    private static int _thrown;

    static ExceptionsInFlight() => AppDomain.CurrentDomain.FirstChanceException += Remember;

    /// <summary>True inside a catch, finally or using that runs because of an exception. Runtimes without the notion say false.</summary>
    public static bool IsUnwinding
    {
        get
        {
            try
            {
                return !OperatingSystem.IsBrowser() && Marshal.GetExceptionPointers() != 0;
            }
            catch (PlatformNotSupportedException)
            {
                return false;
            }
        }
    }

    /// <summary>The exception thrown last on this thread.</summary>
    public static Exception? LastOnThread => Target(_last);

    /// <summary>
    /// The exception thrown last on this thread, and the last ones on any: while one ends a program, other threads throw and
    /// catch theirs.
    /// </summary>
    public static IReadOnlyList<WeakReference<Exception>> LastThrown => [.. Recent.Append(_last).OfType<WeakReference<Exception>>()];

    /// <summary>Remembers what is thrown from now on.</summary>
    public static void Watch() => RuntimeHelpers.RunClassConstructor(typeof(ExceptionsInFlight).TypeHandle);

    private static Exception? Target(WeakReference<Exception>? reference) =>
        reference is not null && reference.TryGetTarget(out var exception) ? exception : null;

    private static void Remember(object? sender, FirstChanceExceptionEventArgs e)
    {
        var reference = new WeakReference<Exception>(e.Exception);
        _last = reference;
        Recent[(uint)Interlocked.Increment(ref _thrown) % Kept] = reference;
    }
}
