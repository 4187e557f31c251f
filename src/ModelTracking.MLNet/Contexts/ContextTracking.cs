using Microsoft.ML;
using Microsoft.ML.Runtime;
using ModelTracking.MLNet.AutoML;
using ModelTracking.MLNet.Private;
using ModelTracking.MLNet.Training;

namespace ModelTracking.MLNet.Contexts;

/// <summary>
/// Listens to an <see cref="MLContext"/> for a run until it is disposed. A context may be tracked by several runs, nested
/// or on several flows of execution: a message belongs to the innermost one of the flow it is sent on. Thread-safe.
/// </summary>
internal sealed class ContextTracking : IDisposable
{
    private static readonly AsyncLocal<ContextTracking?> Flow = new();
    private readonly MLContext _context;
    private readonly Run _run;
    private readonly MLNetOptions _options;
    private readonly ContextTracking? _outer;
    private readonly UntrackedTrainings _trainings;
    private readonly AutoMLTrials _trials;
    private readonly Action? _stop;
    private volatile bool _disposed;

    private ContextTracking(MLContext context, Run run, MLNetOptions options)
    {
        _context = context;
        _run = run;
        _options = options;
        _trainings = new UntrackedTrainings(run, options);
        _trials = new AutoMLTrials(run);
        _outer = Flow.Value;
        Flow.Value = this;
        _stop = PrivateMembers.Listen(context, Hear);
        if (_stop is null)
        {
            // Dearer, since each message is formatted before it comes, but public.
            context.Log += HearFormatted;
            _stop = () => context.Log -= HearFormatted;
        }
    }

    public static IDisposable Begin(MLContext context, Run run, MLNetOptions options) => new ContextTracking(context, run, options);

    /// <summary>Ends the tracking; the trials that are still open end with it.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Guard.Run(_run, "The end of tracking", () => _stop?.Invoke());
        Guard.Run(_run, "The AutoML trials", _trials.Dispose);
        if (ReferenceEquals(Flow.Value, this))
        {
            Flow.Value = _outer;
        }
    }

    private void Hear(object source, ChannelMessage message)
    {
        // Half a million messages a second may come, nearly all of them traces of cursors: the kind and one short name
        // settle those, and their text is never made.
        if (message.Kind == ChannelMessageKind.Trace && !MattersAsTrace(PrivateMembers.ShortName(source)))
        {
            return;
        }

        if (!ListeningChannel.IsSpeaking && IsMine())
        {
            Guard.Run(_run, "A message", () => Take(PrivateMembers.FullName(source) ?? "", message.Kind, message.Message));
        }
    }

    private void HearFormatted(object? sender, LoggingEventArgs e)
    {
        var name = e.Source ?? "";
        if (e.Kind == ChannelMessageKind.Trace && !MattersAsTrace(name[(name.LastIndexOf("; ", StringComparison.Ordinal) is var at && at >= 0 ? at + 2 : 0)..]))
        {
            return;
        }

        if (!ListeningChannel.IsSpeaking && IsMine())
        {
            Guard.Run(_run, "A message", () => Take(name, e.Kind, e.RawMessage ?? e.Message));
        }
    }

    private static bool MattersAsTrace(string? shortName) =>
        shortName is not null && (ListeningChannel.IsTraining(shortName) || AutoMLLine.IsSource(shortName));

    private void Take(string source, ChannelMessageKind kind, string message)
    {
        if (AutoMLLine.IsSource(source))
        {
            _trials.Take(AutoMLLine.Read(message));
        }

        if (kind is ChannelMessageKind.Warning or ChannelMessageKind.Error)
        {
            Warnings.Log(_run, _options, kind == ChannelMessageKind.Error, source, message);
        }
        else if (FitScope.Current is null)
        {
            _trainings.Take(source, message);
        }
    }

    // A thread that does not carry the flow (a raw pool thread of ML.NET) speaks to every tracking that is not nested.
    private bool IsMine()
    {
        var any = false;
        for (var tracking = Flow.Value; tracking is not null; tracking = tracking._outer)
        {
            if (ReferenceEquals(tracking._context, _context) && !tracking._disposed)
            {
                return ReferenceEquals(tracking, this);
            }

            any = true;
        }

        return !any && !_disposed;
    }
}
