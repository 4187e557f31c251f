using ModelTracking.Backends;
using ModelTracking.Reading;

namespace ModelTracking.Tests.Backends;

public class InMemoryBackendTests : BackendContract
{
    protected override ITrackingBackend Open() => new InMemoryBackend();

    protected override IRunReader ReaderOf(ITrackingBackend backend) => (InMemoryBackend)backend;
}
