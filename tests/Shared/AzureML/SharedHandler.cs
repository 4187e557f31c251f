namespace AzureML.Stub;

/// <summary>Lets several clients use one service, whoever disposes his handler.</summary>
internal sealed class SharedHandler(AzureService service) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _service = new(service, disposeHandler: false);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _service.SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        _service.Dispose();
        base.Dispose(disposing);
    }
}
