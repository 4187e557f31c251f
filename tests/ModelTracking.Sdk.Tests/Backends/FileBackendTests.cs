using ModelTracking.Backends;
using ModelTracking.Reading;

namespace ModelTracking.Tests.Backends;

public sealed class FileBackendTests : BackendContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ITrackingBackend Open() => new FileBackend(_folder.Path);

    protected override IRunReader ReaderOf(ITrackingBackend backend) => FileStore.Open(_folder.Path).Reader;
}
