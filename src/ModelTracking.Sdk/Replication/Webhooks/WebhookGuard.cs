using System.Net;
using System.Net.Sockets;

namespace ModelTracking.Replication.Webhooks;

/// <summary>
/// Opens the connections of webhooks, to addresses that anybody could reach: a name that leads into the own network, to this machine or to
/// a cloud's metadata is refused once it has been resolved, so that no answer of a name server gets round it.
/// </summary>
internal static class WebhookGuard
{
    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "100.64.0.0/10", "fc00::/7", "::1/128",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    // Metadata of clouds, "this network", protocol assignments, benchmarks, multicast and what is reserved: no receiver is ever there.
    private static readonly IPNetwork[] Never =
    [
        .. new[]
        {
            "0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4", "::/128", "fe80::/10", "ff00::/8", "fd00:ec2::254/128",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    /// <summary>Sends requests, and follows no redirect.</summary>
    /// <param name="allowsPrivate">Whether receivers in the own network, this machine included, are meant.</param>
    public static SocketsHttpHandler Handler(bool allowsPrivate) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context, allowsPrivate, cancellationToken),
    };

    /// <summary>Why nothing is sent to an address; null where it may be.</summary>
    public static string? Problem(IPAddress address, bool allowsPrivate)
    {
        var plain = Unwrap(address);
        return Never.Any(n => n.Contains(plain)) ? $"{address} is no address of a receiver"
            : !allowsPrivate && Private.Any(n => n.Contains(plain)) ? $"{address} is in a private network; a webhook that is meant to go there says so (--private)"
            : null;
    }

    // An IPv4 address may stand inside one of IPv6: mapped, compatible, NAT64, 6to4.
    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        var isCompatible = bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0 && !address.Equals(IPAddress.IPv6Loopback) && !address.Equals(IPAddress.IPv6Any);
        return address.IsIPv4MappedToIPv6 || isCompatible || bytes.AsSpan(0, 12).SequenceEqual((ReadOnlySpan<byte>)[0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]) ? new IPAddress(bytes.AsSpan(12, 4))
            : bytes[0] == 0x20 && bytes[1] == 0x02 ? new IPAddress(bytes.AsSpan(2, 4))
            : address;
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, bool allowsPrivate, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;

        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        if (!IsProxy(context) && addresses.Select(a => Problem(a, allowsPrivate)).FirstOrDefault(p => p is not null) is { } problem)
        {
            throw new HttpRequestException($"{host} was refused: {problem}");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // The addresses that were looked at, not the name, which could lead elsewhere by now.
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // A proxy of the surroundings decides by itself where it goes; it is not the receiver.
    private static bool IsProxy(SocketsHttpConnectionContext context) =>
        context.InitialRequestMessage.RequestUri is { } address && HttpClient.DefaultProxy.GetProxy(address) is { } proxy && proxy != address
        && proxy.Port == context.DnsEndPoint.Port && string.Equals(proxy.IdnHost, context.DnsEndPoint.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
}
