using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.Runtime;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Training;

/// <summary>Passes a trainer's messages on and hears them. Trace messages are passed on unheard, and unformatted.</summary>
internal sealed class ListeningChannel : IChannel
{
    [ThreadStatic]
    private static int _speaking;
    private readonly IChannel _own;
    private readonly TrackedTrainer _trainer;
    private readonly MetricContext _context;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly bool _isTraining;
    private bool _disposed;

    public ListeningChannel(IChannel own, TrackedTrainer trainer, string name)
    {
        _own = own;
        _trainer = trainer;
        _isTraining = IsTraining(name);
        _context = trainer.NextPass("channel " + name);
    }

    /// <summary>True on a thread that is passing a message on which has been heard here.</summary>
    public static bool IsSpeaking => _speaking > 0;

    /// <summary>True for the channel a trainer holds open while it trains; LightGBM has a name of its own for it.</summary>
    public static bool IsTraining(string name) => name is "Training" or "Training with LightGBM" or "Fitting";

    public string ContextDescription => _own.ContextDescription;

    public void Trace(MessageSensitivity sensitivity, string msg) => _own.Trace(sensitivity, msg);

    public void Trace(MessageSensitivity sensitivity, string fmt, params object[] args) => _own.Trace(sensitivity, fmt, args);

    public void Error(MessageSensitivity sensitivity, string msg)
    {
        Pass(() => _own.Error(sensitivity, msg));
        Hear(ChannelMessageKind.Error, msg, null);
    }

    public void Error(MessageSensitivity sensitivity, string fmt, params object[] args)
    {
        Pass(() => _own.Error(sensitivity, fmt, args));
        Hear(ChannelMessageKind.Error, fmt, args);
    }

    public void Warning(MessageSensitivity sensitivity, string msg)
    {
        Pass(() => _own.Warning(sensitivity, msg));
        Hear(ChannelMessageKind.Warning, msg, null);
    }

    public void Warning(MessageSensitivity sensitivity, string fmt, params object[] args)
    {
        Pass(() => _own.Warning(sensitivity, fmt, args));
        Hear(ChannelMessageKind.Warning, fmt, args);
    }

    public void Info(MessageSensitivity sensitivity, string msg)
    {
        Pass(() => _own.Info(sensitivity, msg));
        Hear(ChannelMessageKind.Info, msg, null);
    }

    public void Info(MessageSensitivity sensitivity, string fmt, params object[] args)
    {
        Pass(() => _own.Info(sensitivity, fmt, args));
        Hear(ChannelMessageKind.Info, fmt, args);
    }

    public void Send(ChannelMessage msg)
    {
        Pass(() => _own.Send(msg));
        if (msg.Kind != ChannelMessageKind.Trace)
        {
            Hear(msg.Kind, msg.Message, null);
        }
    }

    public TException Process<TException>(TException ex)
        where TException : Exception => _own.Process(ex);

    public void Dispose()
    {
        Pass(_own.Dispose);
        if (_isTraining && !_disposed)
        {
            _disposed = true;
            Guard.Run(_trainer.Run, "The training time", () => _trainer.LogSeconds(Stopwatch.GetElapsedTime(_started).TotalSeconds, _context));
        }
    }

    private static void Pass(Action speak)
    {
        _speaking++;
        try
        {
            speak();
        }
        finally
        {
            _speaking--;
        }
    }

    private void Hear(ChannelMessageKind kind, string text, object[]? args) => Guard.Run(_trainer.Run, "A message", () =>
    {
        // Numbers are read back below, so they are written in no culture.
        var message = args is null ? text : string.Format(CultureInfo.InvariantCulture, text, args);
        if (kind == ChannelMessageKind.Info)
        {
            _trainer.Hear(message, _context);
        }
        else
        {
            _trainer.Warn(kind == ChannelMessageKind.Error, message);
        }
    });
}
