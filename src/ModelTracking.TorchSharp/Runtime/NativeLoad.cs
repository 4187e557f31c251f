using System.Runtime.InteropServices;
using TorchSharp;

namespace ModelTracking.Runtime;

/// <summary>Tries whether libtorch loads, before TorchSharp does: its own attempt ends in a bare <see cref="TypeInitializationException"/>, after copying a gigabyte.</summary>
internal static class NativeLoad
{
    private const string Shim = "LibTorchSharp";

    /// <summary>Null where libtorch is loaded, else why it is not.</summary>
    public static Exception? Try()
    {
        var assembly = typeof(torch).Assembly;
        try
        {
            // The shim depends on it; loading it first makes the second message name the true culprit.
            _ = NativeLibrary.TryLoad("torch_cpu", assembly, null, out _);
            _ = NativeLibrary.Load(Shim, assembly, null);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            if (NativeLoadFailure.IsOldRuntime(exception))
            {
                return exception;
            }
        }

        try
        {
            // TorchSharp looks in more places, for notebooks and scripts.
            _ = torch.TryInitializeDeviceType(DeviceType.CPU);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
