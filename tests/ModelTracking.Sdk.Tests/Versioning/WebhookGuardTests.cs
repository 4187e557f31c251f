using System.Net;
using System.Net.Sockets;
using ModelTracking.Replication.Webhooks;
using ModelTracking.Versioning;

namespace ModelTracking.Tests.Versioning;

/// <summary>Where webhooks are sent, and where not.</summary>
public sealed class WebhookGuardTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    private ModelWebhooks Open()
    {
        var store = _store.Open();
        var webhooks = ModelWebhooks.Open(store, new WebhookOptions { Timeout = TimeSpan.FromSeconds(5) });
        store.Models.Register("churn", store.Repository("churn").Commit("first", c => c.Set("lr", 0.1)));
        return webhooks;
    }

    private static async Task<string?> ProblemAsync(ModelWebhooks webhooks, Webhook webhook)
    {
        webhooks.Add(webhook, withHistory: true);
        return Assert.Single(await webhooks.DeliverAsync()).Problem;
    }

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://localhost/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[64:ff9b::7f00:1]/")]
    [InlineData("https://[2002:7f00:1::]/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://172.31.255.255/")]
    [InlineData("https://192.168.1.1/")]
    [InlineData("https://100.64.0.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://0.0.0.0/")]
    public async Task T44_A_webhook_does_not_reach_into_the_own_network(string address)
    {
        using var webhooks = Open();
        Assert.Contains("was refused", await ProblemAsync(webhooks, new Webhook("hook", new Uri(address))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://224.0.0.1/")]
    public async Task T44_Metadata_of_a_cloud_is_refused_even_to_one_that_may(string address)
    {
        using var webhooks = Open();
        Assert.Contains("was refused", await ProblemAsync(webhooks, new Webhook("hook", new Uri(address)) { AllowPrivate = true }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("::ffff:10.1.2.3", false)]
    public void T44_Public_addresses_are_told_from_private_ones(string address, bool isAllowed) =>
        Assert.Equal(isAllowed, WebhookGuard.Problem(IPAddress.Parse(address), allowsPrivate: false) is null);

    [Fact]
    public void T44_What_goes_out_of_the_own_network_is_encrypted()
    {
        using var webhooks = Open();
        Assert.Throws<ArgumentException>(() => webhooks.Add(new Webhook("hook", new Uri("http://example.org/"))));
    }

    [Fact]
    public async Task T44_A_redirect_is_not_followed()
    {
        using var trap = new TcpListener(IPAddress.Loopback, 0);
        trap.Start();
        using var receiver = new TcpListener(IPAddress.Loopback, 0);
        receiver.Start();
        var answering = AnswerAsync(receiver, $"HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:{((IPEndPoint)trap.LocalEndpoint).Port}/\r\nContent-Length: 0\r\n\r\n");
        using var webhooks = Open();
        var hook = new Webhook("hook", new Uri($"http://127.0.0.1:{((IPEndPoint)receiver.LocalEndpoint).Port}/")) { AllowPrivate = true, Kinds = [ModelEventKind.Created] };
        Assert.Contains("307", await ProblemAsync(webhooks, hook), StringComparison.Ordinal);
        await answering;
        Assert.False(trap.Pending());
    }

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        await using var stream = connection.GetStream();
        _ = await stream.ReadAsync(new byte[64 * 1024]);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        await stream.FlushAsync();
    }
}
