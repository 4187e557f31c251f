using System.Runtime.InteropServices;
using TorchSharp;

namespace ModelTracking.Runtime;

/// <summary>
/// Looks into a tensor by a few exports of LibTorchSharp, without the marshalling around each question that TorchSharp's own
/// properties need. In the midst of a training step, when nothing of that is in the processor's cache, it is what
/// reading a loss costs. Where another version lacks an export, <see cref="IsUsable"/> is false. Thread-safe.
/// </summary>
internal static unsafe class NativeTensor
{
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, byte> RequiresGradOf;
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, long> IsNegOf;
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, byte> IsSparseOf;
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, byte> IsContiguousOf;
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int> DeviceTypeOf;
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, sbyte> TypeOf;
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, long> CountOf;
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, void*> DataOf;

#pragma warning disable CA1810 // Function pointers are set together or not at all.
    static NativeTensor()
#pragma warning restore CA1810
    {
        if (!NativeLibrary.TryLoad("LibTorchSharp", typeof(torch).Assembly, null, out var library)
            || !NativeLibrary.TryGetExport(library, "THSTensor_requires_grad", out var requiresGrad)
            || !NativeLibrary.TryGetExport(library, "THSTensor_is_neg", out var isNeg)
            || !NativeLibrary.TryGetExport(library, "THSTensor_is_sparse", out var isSparse)
            || !NativeLibrary.TryGetExport(library, "THSTensor_is_contiguous", out var isContiguous)
            || !NativeLibrary.TryGetExport(library, "THSTensor_device_type", out var deviceType)
            || !NativeLibrary.TryGetExport(library, "THSTensor_type", out var type)
            || !NativeLibrary.TryGetExport(library, "THSTensor_numel", out var count)
            || !NativeLibrary.TryGetExport(library, "THSTensor_data", out var data))
        {
            return;
        }

        RequiresGradOf = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, byte>)requiresGrad;
        IsNegOf = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, long>)isNeg;
        IsSparseOf = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, byte>)isSparse;
        IsContiguousOf = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, byte>)isContiguous;
        DeviceTypeOf = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int>)deviceType;
        TypeOf = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, sbyte>)type;
        CountOf = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, long>)count;
        DataOf = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, void*>)data;
        IsUsable = true;
    }

    /// <summary>Whether this version of LibTorchSharp has what is needed here.</summary>
    public static bool IsUsable { get; }

    /// <summary>Whether the tensor has a gradient to be computed.</summary>
    public static bool RequiresGrad(torch.Tensor tensor)
    {
        if (!IsUsable)
        {
            return tensor.requires_grad;
        }

        var needs = RequiresGradOf(tensor.Handle) != 0;
        GC.KeepAlive(tensor);
        return needs;
    }

    /// <summary>The one element of a tensor of single or double precision.</summary>
    /// <returns>False where it is anything else, or not in the memory of the CPU: nothing is read then.</returns>
    public static bool TryReadOne(torch.Tensor tensor, out double value)
    {
        value = 0;
        if (!IsUsable)
        {
            return false;
        }

        var handle = tensor.Handle;
        var type = (torch.ScalarType)TypeOf(handle);
        if (type is not (torch.ScalarType.Float32 or torch.ScalarType.Float64) || CountOf(handle) != 1 || !IsPlain(handle))
        {
            return false;
        }

        var data = DataOf(handle);
        value = data is null ? 0 : type == torch.ScalarType.Float32 ? *(float*)data : *(double*)data;
        GC.KeepAlive(tensor);
        return data is not null;
    }

    /// <summary>The elements of a tensor of single precision, for as long as the tensor is kept alive and unchanged.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="most">With more elements than these nothing is given.</param>
    /// <param name="values">The elements, in the order of memory.</param>
    /// <returns>False where it is anything else, or not in the memory of the CPU in one piece.</returns>
    public static bool TrySpan(torch.Tensor tensor, int most, out ReadOnlySpan<float> values)
    {
        values = default;
        if (!IsUsable)
        {
            return false;
        }

        var handle = tensor.Handle;
        if ((torch.ScalarType)TypeOf(handle) != torch.ScalarType.Float32 || CountOf(handle) is var count && count > most || !IsPlain(handle) || IsContiguousOf(handle) == 0)
        {
            return false;
        }

        var data = DataOf(handle);
        values = new ReadOnlySpan<float>(data, data is null ? 0 : (int)count);
        GC.KeepAlive(tensor);
        return data is not null || count == 0;
    }

    // On the CPU, with memory of its own that holds the values themselves.
    private static bool IsPlain(nint handle) =>
        DeviceTypeOf(handle) == (int)DeviceType.CPU && IsSparseOf(handle) == 0 && IsNegOf(handle) == 0;
}
