using System.Text.Json;
using ModelTracking.Backends;
using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Tests.Shared;

/// <summary>A client on memory with one run in it, and what stands in the run afterwards.</summary>
internal sealed class TestRun : IDisposable
{
    private readonly InMemoryBackend _memory = new();

    public TestRun(bool throwOnError = true)
    {
        var options = new TrackingOptions { ThrowOnError = throwOnError, FlushOnExit = false, Capture = ModelTracking.Capture.CaptureOptions.Off() };
        options.Backends.Add(_memory);
        Client = TrackingClient.Open(options);
        Run = Client.StartRun("tests", new RunOptions { Name = "under test" });
    }

    public TrackingClient Client { get; }

    public Run Run { get; }

    public IRunReader Reader => _memory;

    public RunSummary Summary()
    {
        Run.FlushAsync().GetAwaiter().GetResult();
        return _memory.GetRunAsync(Run.Id).GetAwaiter().GetResult()!;
    }

    public IReadOnlyList<RunSummary> Nested()
    {
        Run.FlushAsync().GetAwaiter().GetResult();
        return [.. _memory.ListRunsAsync().ToBlockingEnumerable().Where(r => r.ParentId == Run.Id).OrderBy(r => r.Name, StringComparer.Ordinal)];
    }

    public IReadOnlyList<MetricPoint> Points(string key, string? context = null) =>
        _memory.ReadPointsAsync(Run.Id, new MetricKey(key, context)).GetAwaiter().GetResult();

    public JsonElement Json(string path)
    {
        Run.FlushAsync().GetAwaiter().GetResult();
        using var stream = _memory.OpenArtifactAsync(Run.Id, path).GetAwaiter().GetResult();
        return JsonDocument.Parse(stream).RootElement.Clone();
    }

    public byte[] Bytes(string path)
    {
        Run.FlushAsync().GetAwaiter().GetResult();
        using var stream = _memory.OpenArtifactAsync(Run.Id, path).GetAwaiter().GetResult();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public void Dispose() => Client.Dispose();
}
