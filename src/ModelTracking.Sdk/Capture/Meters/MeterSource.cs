using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.IO.Enumeration;
using ModelTracking.Records;

namespace ModelTracking.Capture.Meters;

/// <summary>Listens to meters by name. Measuring costs the program one look-up and one addition; points are made when <see cref="Collect"/> is called. Thread-safe.</summary>
internal sealed class MeterSource : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(Instrument, string), MeterSeries> _byTags = new();
    private readonly IReadOnlyList<string> _names;
    private readonly int _maxSeries;
    private readonly Action<string> _tell;
    private int _count;
    private int _told;

    /// <param name="names">Names of meters, with <c>*</c> for any text.</param>
    /// <param name="maxSeries">Series that are kept.</param>
    /// <param name="tell">Told once when there are more.</param>
    public MeterSource(IReadOnlyList<string> names, int maxSeries, Action<string> tell)
    {
        _names = names;
        _maxSeries = maxSeries;
        _tell = tell;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (_names.Any(n => FileSystemName.MatchesSimpleExpression(n, instrument.Meter.Name, ignoreCase: true)))
            {
                // The series without tags is at hand, without a look-up.
                listener.EnableMeasurementEvents(instrument, new Lazy<MeterSeries?>(() => NewSeries(instrument, default)));
            }
        };
        Listen<byte>(v => v);
        Listen<short>(v => v);
        Listen<int>(v => v);
        Listen<long>(v => v);
        Listen<float>(v => v);
        Listen<double>(v => v);
        Listen<decimal>(v => (double)v);
        _listener.Start();
    }

    private event Action<Action<string, double, MetricContext>>? Taking;

    /// <summary>Gives a point for everything that was measured since the last time.</summary>
    public void Collect(Action<string, double, MetricContext> log)
    {
        _listener.RecordObservableInstruments();
        Taking?.Invoke(log);
    }

    public void Dispose() => _listener.Dispose();

    private void Listen<T>(Func<T, double> convert)
        where T : struct => _listener.SetMeasurementEventCallback<T>((instrument, value, tags, state) =>
            (tags.IsEmpty ? ((Lazy<MeterSeries?>)state!).Value : Series(instrument, tags))?.Add(convert(value)));

    private MeterSeries? Series(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var context = "";
        foreach (var (name, value) in tags)
        {
            var text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}={value}").Replace(',', ';');
            context = context.Length == 0 ? text : $"{context},{text}";
        }

        return _byTags.TryGetValue((instrument, context), out var known) ? known
            : NewSeries(instrument, context) is { } made ? _byTags.GetOrAdd((instrument, context), made) : null;
    }

    private MeterSeries? NewSeries(Instrument instrument, MetricContext context)
    {
        if (Interlocked.Increment(ref _count) > _maxSeries)
        {
            if (Interlocked.Exchange(ref _told, 1) == 0)
            {
                _tell($"Meters have more than {_maxSeries} series (instruments times tags); further ones are left out.");
            }

            return null;
        }

        var series = new MeterSeries($"{instrument.Meter.Name}/{instrument.Name}", context, KindOf(instrument));
        Taking += series.Take;
        return series;
    }

    private static MeterKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType();
        var shape = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return shape == typeof(Histogram<>) ? MeterKind.Distribution
            : shape == typeof(Counter<>) || shape == typeof(UpDownCounter<>) ? MeterKind.Total
            : MeterKind.Value;
    }
}
