using ModelTracking.Tests;

namespace ModelTracking.Dashboard.Tests.Shared;

/// <summary>Tests of a dashboard that is served to others, over a store of its own with one run of the experiment <c>digits</c>.</summary>
public abstract class ServedStoreTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private ServedSite? _site;

    private protected ServedSite Served => _site!;

    private protected string Store => _folder["store"];

    public async Task InitializeAsync()
    {
        await using (var client = DemoStore.Client(Store))
        {
            client.StartRun("digits", new RunOptions { Id = DemoStore.Hero }).Dispose();
        }

        _site = await ServedSite.OpenAsync(Store);
    }

    public async Task DisposeAsync()
    {
        await Served.DisposeAsync();
        _folder.Dispose();
    }
}
