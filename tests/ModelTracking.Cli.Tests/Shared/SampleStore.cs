using ModelTracking.Backends;
using ModelTracking.Tests;

namespace ModelTracking.Cli.Tests.Shared;

/// <summary>A real store in a folder that holds <see cref="Samples"/>; made once for a test class that only reads it.</summary>
public sealed class SampleStore : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();

    public string Folder => _folder["store"];

    /// <summary>Another folder to write to.</summary>
    public string Elsewhere(string file) => _folder[file];

    public async Task InitializeAsync()
    {
        await using var backend = new FileBackend(Folder);
        await Samples.WriteAsync(backend);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
