using System.Diagnostics.Metrics;
using System.Threading.Channels;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ModelTracking.Records;

namespace ModelTracking.Benchmarks;

/// <summary>
/// One logging call, against what else a program could do with a value: add it to a metrics counter (which keeps
/// nothing), write it to an unbounded channel, or add it to a list under a lock. The journal is written meanwhile.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(InProcess))]
public class HotPathBenchmarks
{
    /// <summary>Calls per measurement: fewer than the ring holds, so that the disk is not what is measured.</summary>
    private const int Calls = 50_000;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "modeltracking-benchmark", Guid.NewGuid().ToString("N"));
    private readonly object _gate = new();
    private readonly List<MetricPoint> _list = new(Calls);
    private TrackingClient _client = null!;
    private Run _run = null!;
    private MetricSeries _series = null!;
    private Meter _meter = null!;
    private MeterListener _listener = null!;
    private Counter<double> _counter = null!;
    private Channel<MetricPoint> _channel = null!;
    private double _sum;

    [GlobalSetup]
    public void Setup()
    {
        _client = TrackingClient.Open(new TrackingOptions { Store = _folder, FlushOnExit = false });
        _run = _client.StartRun("benchmark");
        _series = _run.Metric("loss");
        _meter = new Meter("benchmark");
        _counter = _meter.CreateCounter<double>("loss");
        _listener = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        _listener.SetMeasurementEventCallback<double>((_, value, _, _) => _sum += value);
        _listener.Start();
    }

    [IterationSetup]
    public void Empty()
    {
        _run.FlushAsync().GetAwaiter().GetResult();
        _list.Clear();
        _channel = Channel.CreateUnbounded<MetricPoint>();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _client.Dispose();
        _listener.Dispose();
        _meter.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public void MetricSeriesLog()
    {
        for (var i = 0; i < Calls; i++)
        {
            _series.Log(i, i);
        }
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public void RunLogMetric()
    {
        for (var i = 0; i < Calls; i++)
        {
            _run.LogMetric("loss", i, i);
        }
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public void MeterCounter()
    {
        for (var i = 0; i < Calls; i++)
        {
            _counter.Add(i);
        }
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public void UnboundedChannel()
    {
        for (var i = 0; i < Calls; i++)
        {
            _channel.Writer.TryWrite(new MetricPoint(i, i, UnixTime.ToMicroseconds(DateTime.UtcNow.Ticks)));
        }
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public void LockedList()
    {
        for (var i = 0; i < Calls; i++)
        {
            var point = new MetricPoint(i, i, UnixTime.ToMicroseconds(DateTime.UtcNow.Ticks));
            lock (_gate)
            {
                _list.Add(point);
            }
        }
    }

    private sealed class InProcess : ManualConfig
    {
        public InProcess() => AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(10).WithIterationCount(30));
    }
}
