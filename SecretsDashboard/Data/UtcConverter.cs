using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SecretsDashboard.Data;

/// <summary>Every time is UTC, stored as such and read back as such. A local time is a programming error.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(value => Checked(value), value => DateTime.SpecifyKind(value, DateTimeKind.Utc))
{
    private static DateTime Checked(DateTime value) =>
        value.Kind == DateTimeKind.Utc ? value : throw new ArgumentException("Times are stored in UTC.");
}
