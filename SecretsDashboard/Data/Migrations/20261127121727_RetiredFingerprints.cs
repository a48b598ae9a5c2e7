using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecretsDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class RetiredFingerprints : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // by SQLite itself: Entity Framework would make the table anew, with the keys of other tables switched off meanwhile
            migrationBuilder.Sql("ALTER TABLE SecretValues DROP COLUMN Fingerprint;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "Fingerprint",
                table: "SecretValues",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);
        }
    }
}
