using System.Net.NetworkInformation;

namespace ModelTracking.Capture.Gauges;

/// <summary>Bytes that the machine's network interfaces, loopback aside, have taken and given since the gauge was made.</summary>
internal sealed class NetworkGauge
{
    private const double Megabyte = 1e6;

    private (long Received, long Sent)? _first;
    private bool _isUnknown;

    public void AddTo(Action<string, double> add)
    {
        if (_isUnknown)
        {
            return;
        }

        try
        {
            var now = Read();
            _first ??= now;
            add("network_receive_megabytes", Math.Max(0, now.Received - _first.Value.Received) / Megabyte);
            add("network_transmit_megabytes", Math.Max(0, now.Sent - _first.Value.Sent) / Megabyte);
        }
        catch (Exception exception) when (exception is NetworkInformationException or PlatformNotSupportedException or IOException or UnauthorizedAccessException)
        {
            _isUnknown = true;
        }
    }

    private static (long Received, long Sent) Read()
    {
        var (received, sent) = (0L, 0L);
        foreach (var adapter in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (adapter.NetworkInterfaceType != NetworkInterfaceType.Loopback && adapter.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
            {
                var statistics = adapter.GetIPStatistics();
                received += statistics.BytesReceived;
                sent += statistics.BytesSent;
            }
        }

        return (received, sent);
    }
}
