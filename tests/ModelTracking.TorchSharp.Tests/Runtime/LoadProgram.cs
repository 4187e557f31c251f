using ModelTracking.Diagnostics;

namespace ModelTracking.Tests.Runtime;

/// <summary>A program on a machine without libtorch.</summary>
internal static class LoadProgram
{
    public static int Run()
    {
        try
        {
            TorchRuntime.EnsureLoaded();
            Console.WriteLine("loaded");
            return 0;
        }
        catch (TrackingException exception)
        {
            Console.WriteLine(exception.Message);
            return 3;
        }
    }
}
